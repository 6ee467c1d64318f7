/** Estimates the cost of a month: {@link objectledger.ops.cost.CostCommand} is the command. */
package objectledger.ops.cost;
