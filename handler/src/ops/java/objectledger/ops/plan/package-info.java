/**
 * Summarises a saved Terraform plan for a reviewer. {@link objectledger.ops.plan.PlanCommand} is
 * the command: it reads a {@link objectledger.ops.plan.TerraformPlan}, writes the {@link
 * objectledger.ops.plan.PlanReport} as text and as Markdown, and computes the {@link
 * objectledger.ops.plan.PlanDigest} by which an apply recognises the plan that was reviewed.
 */
package objectledger.ops.plan;
