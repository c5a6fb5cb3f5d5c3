module.exports = async () => {
  const { stopTestParts } = await import("./int-parts.ts");
  await stopTestParts();
};
