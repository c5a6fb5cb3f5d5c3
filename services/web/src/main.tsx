import { render } from "preact";
import { Root } from "./root.tsx";
import { createPlatform } from "./state/platform.ts";
import { applySettings, readSettings } from "./state/settings.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/components.css";

applySettings(readSettings());

void createPlatform().then((platform) => {
  const container = document.getElementById("app");
  if (container) render(<Root platform={platform} />, container);
});
