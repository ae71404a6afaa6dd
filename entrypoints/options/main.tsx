import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Live } from "../../components/live-data.ts";
import { Options } from "../../components/options/options.tsx";
import { useLiveData } from "../../components/use-live-data.ts";

function Surface() {
  return (
    <Live value={useLiveData()}>
      <Options />
    </Live>
  );
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Surface />
  </StrictMode>,
);
