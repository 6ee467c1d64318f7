// A baseline in Node: the SDK's client as it comes, and the Runtime API's loop in a few lines.
import { HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({});
const ledger = process.env.LEDGER_BUCKET;
const runtime = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;

async function handle(event) {
  for (const record of event.Records) {
    const bucket = record.s3.bucket.name;
    const key = decodeURIComponent(record.s3.object.key.replaceAll("+", " "));
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const json = JSON.stringify({
      bucket,
      key,
      size: head.ContentLength,
      e_tag: head.ETag,
      content_type: head.ContentType,
    });
    const name = `journal/${record.s3.object.sequencer}.json`;
    await s3.send(new PutObjectCommand({ Bucket: ledger, Key: name, Body: json }));
  }
  return "done";
}

for (;;) {
  const next = await fetch(`${runtime}/next`);
  const id = next.headers.get("Lambda-Runtime-Aws-Request-Id");
  try {
    const answer = JSON.stringify(await handle(await next.json()));
    await fetch(`${runtime}/${id}/response`, { method: "POST", body: answer });
  } catch (error) {
    await fetch(`${runtime}/${id}/error`, { method: "POST", body: String(error.stack) });
  }
}
