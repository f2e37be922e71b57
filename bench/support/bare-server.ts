import { createServer } from "node:http";

/** What the hub is measured against: `node:http`, JSON.parse, nothing kept. Prints its port. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const answer = JSON.stringify({ request_id: "01HK8XQE3Z7JM2NTFQ5YJ8P9R4", data: { alert_key: typeof body } });
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(answer) });
    response.end(answer);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : "");
});
