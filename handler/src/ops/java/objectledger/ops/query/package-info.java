/**
 * What is asked of the ledger in SQL. {@link objectledger.ops.query.QueryStatement} is a statement
 * of terraform/queries, which Athena runs too; {@link objectledger.ops.query.DuckDb} runs it here,
 * on local copies of the journal and of the latest documents.
 */
package objectledger.ops.query;
