// Who may do what with the key of encryption, where each bucket, the secret and each stream names one
// of its own. The rows are as in delivery.mjs.
export function encryption(names) {
  const { account, documents, handler, region } = names;
  const changes = `arn:aws:lambda:${region}:${account}:function:object-ledger-changes-local`;
  const is = circumstances(names);
  const rows = [];
  const { yes, no } = answers(rows);

  for (const [who, arn] of Object.entries({ changes, documents, function: handler })) {
    for (const one of [arn, `${arn}:1`]) {
      yes(who, "kms:Decrypt", is.key, "its environment variables, as it starts",
        { ...is.viaLambda, ...is.ofFunction(one) });
    }
    no(who, "kms:Decrypt", is.key, "another function's environment variables",
      { ...is.viaLambda, ...is.ofFunction(`${arn}-other`) });
    no(who, "kms:Decrypt", is.key, "its variables, but not through Lambda", is.ofFunction(arn));
    no(who, "kms:Decrypt", is.another, "another key", { ...is.viaLambda, ...is.ofFunction(arn) });
    no(who, ["kms:CreateGrant", "kms:Encrypt", "kms:GenerateDataKey"], is.key,
      "more than it needs", { ...is.viaLambda, ...is.ofFunction(arn) });
    yes(who, ["kms:Decrypt", "kms:GenerateDataKey"], is.key, "messages of its queues", is.viaSqs);
    no(who, ["kms:Decrypt", "kms:GenerateDataKey"], is.another, "another key", is.viaSqs);
    no(who, ["kms:CreateGrant", "kms:Encrypt"], is.key, "more than it needs", is.viaSqs);
    no(who, ["kms:Decrypt", "kms:GenerateDataKey"], is.key, "the key by itself");
    no(who, ["kms:Decrypt", "kms:GenerateDataKey"], is.key, "the key through another service",
      is.viaSecrets);
  }

  // A source without a key of its own.
  yes("function", "kms:Decrypt", is.key, "checksums of encrypted objects", is.viaS3);
  no("function", "kms:GenerateDataKey", is.key, "encrypting what it watches", is.viaS3);

  // Who has to do with no function's variables and with no queue.
  no(["api", "job", "logging", "reader", "uploader"], ["kms:Decrypt", "kms:GenerateDataKey"], is.key,
    "messages", is.viaSqs);
  no(["api", "job", "logging", "reader", "uploader"], "kms:Decrypt", is.key,
    "a function's environment variables", { ...is.viaLambda, ...is.ofFunction(handler) });
  return rows;
}

/** The same of the roles that deploy, and of the boundaries. */
export function encryptionDelivery(names) {
  const { accessLog, account, documentsLogs, logs, region } = names;
  const changesLogs =
    `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/object-ledger-changes-local`;
  const groups = [accessLog, changesLogs, documentsLogs, logs];
  const is = circumstances(names);
  const rows = [];
  const { yes, no } = answers(rows);

  yes(["plan", "apply"], "kms:Decrypt", is.key,
    "the functions' environment variables, which Lambda decrypts as the caller", is.viaLambda);
  no(["plan", "apply"], "kms:Decrypt", is.another, "another key", is.viaLambda);
  no(["plan", "apply"], "kms:Decrypt", is.key, "messages", is.viaSqs);
  no(["plan", "apply"], ["kms:Decrypt", "kms:GenerateDataKey"], is.key, "the key by itself");
  no(["plan", "apply"], ["kms:Decrypt", "kms:GenerateDataKey"], is.key,
    "the key through another service", is.viaSecrets);

  yes("apply", ["kms:CreateGrant", "kms:Encrypt"], is.key,
    "a function's key, of which Lambda makes a grant for itself", is.viaLambda);
  no("apply", ["kms:CreateGrant", "kms:Encrypt"], is.another, "another key", is.viaLambda);
  no("apply", ["kms:CreateGrant", "kms:Encrypt"], is.key, "the key by itself");
  no(["plan", "apply"], ["kms:GenerateDataKey", "kms:ReEncryptFrom"], is.key, "more than it needs",
    is.viaLambda);
  no("plan", ["kms:CreateGrant", "kms:Encrypt"], is.key, "a change", is.viaLambda);
  no(["plan", "apply"], [
    "kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:UpdateAlias",
  ], is.key, "the key itself: terraform/bootstrap makes it");

  yes("apply", ["kms:Decrypt", "kms:GenerateDataKey"], is.key, "the smoke tests' objects", is.viaS3);
  no("plan", ["kms:Decrypt", "kms:GenerateDataKey"], is.key, "content", is.viaS3);

  yes("apply", ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"], groups, "a log group's key");
  no("plan", ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"], groups, "a change");
  no("apply", ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"], `${logs}-other`,
    "another log group");

  for (const role of ["changes", "documents", "function"]) {
    const bad = `${role}, given everything`;
    yes(bad, ["kms:Decrypt", "kms:GenerateDataKey"], is.key, "messages of its queues", is.viaSqs);
    no(bad, ["kms:Decrypt", "kms:GenerateDataKey"], is.another, "another key", is.viaSqs);
    no(bad, ["kms:CreateGrant", "kms:Encrypt"], is.key, "more than it needs", is.viaSqs);
    no(bad, ["kms:Decrypt", "kms:GenerateDataKey"], is.key, "the key by itself");
  }
  no(["api, given everything", "logging, given everything"],
    ["kms:Decrypt", "kms:GenerateDataKey"], is.key, "messages", is.viaSqs);
  return rows;
}

function circumstances({ account, region }) {
  const via = (service) => ({ "kms:ViaService": `${service}.${region}.amazonaws.com` });
  return {
    another: `arn:aws:kms:${region}:${account}:key/another`,
    key: `arn:aws:kms:${region}:${account}:key/customer`,
    ofFunction: (arn) => ({ "kms:EncryptionContext:aws:lambda:FunctionArn": arn }),
    viaLambda: via("lambda"),
    viaS3: via("s3"),
    viaSecrets: via("secretsmanager"),
    viaSqs: via("sqs"),
  };
}

function answers(rows) {
  const row = (allowed) => (who, action, on, why, context = {}) =>
    rows.push({ who, action, on, context, allowed, why });
  return { yes: row(true), no: row(false) };
}
