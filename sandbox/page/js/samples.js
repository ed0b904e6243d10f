// A picture for whoever has none at hand: the screen of a machine that does not start.

const LINES = ["[  0.412] sda: link is slow to respond", "[  5.604] ata1: SRST failed (errno=-16)", "[ 10.771] VFS: Unable to mount root fs", "Kernel panic - not syncing"];

/** A drawn photo as a file. */
export async function samplePhoto() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 600 });
  const pen = canvas.getContext("2d");
  const desk = pen.createLinearGradient(0, 0, 0, 600);
  desk.addColorStop(0, "#8a93a0");
  desk.addColorStop(1, "#4a4038");
  pen.fillStyle = desk;
  pen.fillRect(0, 0, 800, 600);
  pen.rotate(-0.03);
  pen.fillStyle = "#1b1d20";
  pen.fillRect(80, 70, 640, 430);
  pen.fillRect(350, 500, 100, 60);
  pen.fillStyle = "#0a1030";
  pen.fillRect(104, 94, 592, 382);
  pen.fillStyle = "#d7e3f4";
  pen.font = "22px monospace";
  LINES.forEach((line, place) => pen.fillText(line, 128, 150 + place * 44, 540));
  const picture = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return new File([picture], "screen.jpg", { type: "image/jpeg" });
}
