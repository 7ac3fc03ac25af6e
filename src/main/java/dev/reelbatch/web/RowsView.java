package dev.reelbatch.web;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.plan.RowGroup;
import java.util.List;

/**
 * Rows of a job that an operation has changed, as callers see them.
 *
 * @param job the job's name
 * @param videos number of videos, several for a row with variants
 * @param rows the numbers of the rows, as 3,7-9; empty if there are none
 * @param groups the videos by reason
 * @param notes remarks for a person on rows that were left out
 */
public record RowsView(String job, int videos, String rows, List<Group> groups, List<String> notes) {

    /**
     * Videos with the same reason.
     *
     * @param reason error code or words
     */
    public record Group(String reason, int videos) {}

    static RowsView of(String job, int videos, RowRanges rows, List<RowGroup> groups, List<String> notes) {
        return new RowsView(
                job,
                videos,
                videos == 0 ? "" : rows.text(),
                groups.stream()
                        .map(group -> new Group(group.reason(), group.clips()))
                        .toList(),
                notes.stream().map(HttpText::of).toList());
    }
}
