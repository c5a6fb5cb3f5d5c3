module.exports = async () => {
  const { stopE2e } = await import("./e2e-platform.ts");
  await stopE2e();
};
