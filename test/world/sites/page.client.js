// The page's own script: client-side navigation, as single-page sites do it.
const profiles = document.body.dataset.profiles.split(" ");
const patterns = profiles.map(
  (profile) => new RegExp(`^${profile.replace("{address}", "(0x[0-9a-fA-F]{40})")}/?$`),
);

function render() {
  const address = patterns.map((pattern) => pattern.exec(location.pathname)?.[1]).find(Boolean);
  document.querySelector("h1").textContent = address ?? "No trader on this page";
  document.querySelector("#role").textContent = address === undefined ? "" : "Trader";
  document.title = `${address ?? "Home"} - ${document.body.dataset.site}`;
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-spa]") : null;
  if (link === null) return;
  event.preventDefault();
  history.pushState(null, "", link.getAttribute("href"));
  render();
});
addEventListener("popstate", render);
