package dev.reelbatch.inbox;

import java.util.List;

/**
 * What a person who dropped a sheet has to know while its price waits for approval.
 *
 * @param price what the sheet would cost, with its currency; empty if that is not known
 * @param above the price from which an approval is needed
 * @param approvers names of those who may approve it; empty if none are known
 */
public record WantedApproval(String price, String above, List<String> approvers) {}
