/** Jest loads this as CommonJS; the parts are ES modules. */
module.exports = async () => {
  const { startTestParts } = await import("./int-parts.ts");
  await startTestParts();
};
