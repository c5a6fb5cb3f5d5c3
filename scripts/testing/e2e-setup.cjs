/** Jest loads this as CommonJS; the platform's starter is an ES module. */
module.exports = async () => {
  const { startE2e } = await import("./e2e-platform.ts");
  await startE2e();
};
