/** A photo of a phone is ten times larger than what evidence needs, and the line is often slow. */
const enoughBytes = 300_000;
const longestSide = 1_600;
const qualities = [0.8, 0.65, 0.5];

const isPhoto = ({ type }: Blob): boolean => type === "image/jpeg" || type === "image/png" || type === "image/webp";

function drawn(picture: ImageBitmap): HTMLCanvasElement {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  if (pen) {
    // What is transparent would turn black in a JPEG.
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  return canvas;
}

const asJpeg = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

async function smaller(file: File): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file);
  const canvas = drawn(picture);
  picture.close();
  let best: Blob | undefined;
  for (const quality of qualities) {
    best = (await asJpeg(canvas, quality)) ?? best;
    if (best !== undefined && best.size <= enoughBytes) break;
  }
  return best;
}

/** A large photo made smaller, which also takes the place out of it where the camera wrote one; anything else as it is. */
export async function shrunk(file: File): Promise<File> {
  if (!isPhoto(file) || file.size <= enoughBytes) return file;
  const found = await smaller(file).catch(() => undefined);
  if (found === undefined || found.size >= file.size) return file;
  return new File([found], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
}
