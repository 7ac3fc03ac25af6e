package dev.reelbatch.api;

import org.jspecify.annotations.Nullable;

/**
 * The answer to the question for the task of a submission, asked by the id of ours that the submission carries.
 *
 * @param status the answer as one about any task, for the consequences that every answer has
 * @param taskId the one task that the answer names and describes; null if there is none
 * @param denial the look of an answer in the API's own form that names no task, without the ids in it; null for any
 *     other answer. How the API denies a task is not documented, so it has to be compared with its answer about an id
 *     that was never sent
 */
public record ExternalIdAnswer(
        StatusAnswer status,
        @Nullable String taskId,
        @Nullable String denial) {}
