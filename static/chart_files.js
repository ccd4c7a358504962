// Charts as files: buttons in a figure that save what is drawn, as SVG or as PNG of twice the size.
// Plotly's own camera makes a blob, which the content security policy refuses; a data: address is allowed.
import { pictureOf } from "./picture.js";

const SCALE = 2;

function save(address, name) {
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
}

async function asPng(svg, width, height) {
  const image = new Image();
  image.src = svg;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SCALE, height: height * SCALE });
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff"; // a drawing on nothing is black in some programs
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

for (const buttons of document.querySelectorAll("[data-chart-files]")) {
  buttons.hidden = false; // without JavaScript there is nothing that saves
  buttons.addEventListener("click", async ({ target: { dataset: { form } } }) => {
    if (!form) return;
    const { svg, width, height } = await pictureOf(buttons.closest("[data-picture], figure"));
    const address = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    save(form === "png" ? await asPng(address, width, height) : address, `${buttons.dataset.chartFiles}.${form}`);
  });
}
