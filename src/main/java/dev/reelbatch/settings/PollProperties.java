package dev.reelbatch.settings;

import dev.reelbatch.api.TaskStatusWords;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.text.UserException;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of polling. */
public record PollProperties(
        @Setting("interval of status requests for a task that may be done; longer once the task takes longer "
                + "than any before")
        @DefaultValue("5s")
        Duration interval,

        @Setting("time from the submit to the first status request, until durations are known") @DefaultValue("10s")
        Duration firstAfter,

        @Setting("maximum rate of status requests for all tasks together") @DefaultValue("20/s")
        Rate rate,

        @Setting("time after which a run gives up on a task that is still not done; the next run asks again, "
                + "free of charge")
        @DefaultValue("2h")
        Duration giveUpAfter,

        @Setting("time from the submit after which a task that was given up, or a video that can't be "
                + "downloaded, is left alone until `rerun`")
        @DefaultValue("7d")
        Duration restAfter,

        @Setting("maximum number of status requests at once") @DefaultValue("8")
        int parallel,

        @Setting("the API's words for a task that is not done yet, besides `Pending` and `Running`")
        @DefaultValue({
            "queued",
            "queueing",
            "waiting",
            "created",
            "submitted",
            "scheduled",
            "preparing",
            "starting",
            "started",
            "processing",
            "in_progress",
            "generating",
            "排队中",
            "等待中",
            "处理中",
            "生成中",
            "运行中"
        })
        Set<String> runningWords,

        @Setting("the API's words for a task that is done, besides `Success`")
        @DefaultValue({
            "succeeded",
            "succeed",
            "successful",
            "completed",
            "complete",
            "done",
            "finished",
            "成功",
            "已完成",
            "完成"
        })
        Set<String> successWords,

        @Setting("the API's words for a task that ended without a video, besides `Failure`, `Failed`, "
                + "`Expired` and `Cancelled`")
        @DefaultValue({
            "fail",
            "error",
            "errored",
            "canceled",
            "aborted",
            "rejected",
            "terminated",
            "timeout",
            "timed_out",
            "失败",
            "已取消",
            "已过期"
        })
        Set<String> failureWords) {

    /**
     * Returns the words for a task's state.
     *
     * @throws UserException if one word has two meanings
     */
    public TaskStatusWords statusWords() {
        try {
            return TaskStatusWords.of(runningWords, successWords, failureWords);
        } catch (IllegalArgumentException e) {
            throw new UserException("reelbatch.poll: " + e.getMessage());
        }
    }
}
