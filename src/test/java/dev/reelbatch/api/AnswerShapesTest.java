package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.StatusAnswer.Ended;
import dev.reelbatch.api.StatusAnswer.Running;
import dev.reelbatch.api.StatusAnswer.Succeeded;
import dev.reelbatch.api.StatusAnswer.Unanswered;
import dev.reelbatch.api.SubmitAnswer.Accepted;
import dev.reelbatch.api.SubmitAnswer.Unknown;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.settings.SettingsLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes in which clients have seen answers, with the default settings; {@code t} is the row's task. */
class AnswerShapesTest {

    private static final Settings DEFAULTS =
            new SettingsLoader(Map.of(), Map.of()).load(Path.of("no-such-file.yaml"), Map.of());

    private final TaskStatusWords words = DEFAULTS.poll().statusWords();
    private final ErrorReader errors = new ErrorReader(TestClients.KEY, AuthForm.PLAIN);
    private final StatusReader statuses = new StatusReader(words, errors);
    private final SubmitReader submits =
            new SubmitReader(DEFAULTS.submit().notAccepted(), DEFAULTS.submit().emptyAccount(), words, errors);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'output':{'task_id':'t'},'request_id':''}",
                "{'output':{'task_id':'t','task_status':'Pending'}}",
                "{'code':0,'message':'success','data':{'task_id':'t'}}",
                "{'code':200,'data':{'output':{'task_id':'t'}}}",
                "{'task_id':'t','success':true}",
                "{'taskId':'t'}",
                "{'data':{'taskId':'t','id':77}}",
                "{'id':'r-1','object':'video','task_id':'t','status':'queued'}",
                "{'task_id':'T','output':{'task_id':'t'}}",
                "{'id':'t','object':'video','status':'queued','progress':0}",
                "{'output':{'id':'t','task_status':'Pending'}}",
                "{'id':'r-1','data':{'id':'t','status':'in_progress'}}"
            })
    void whenA2xxHasATaskIdInAKnownPlaceThenItIsAccepted(String body) {
        assertThat(submits.read(answer(body))).isEqualTo(new Accepted("t", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'output':{'task_id':'t'},'data':{'task_id':'u'}}                            | t
            {'task_id':'u','output':{'task_id':'t'}}                                     | t
            {'success':false,'task_id':'t'}                                              | t
            {'error':{'code':'param_error','message':'m'},'data':{'task_id':'t'}}        | t
            {'id':'t','status':'queued','error':{'code':'internal_error','message':'m'}} | t
            {'id':'t'}                                                                   | t
            {'data':{'id':'t'}}                                                          | t
            {'id':'t','status':'success'}                                                | t
            {'id':'t','status':'error','message':'m'}                                    | t
            {'id':'u','status':'queued','output':{'id':'t','status':'queued'}}           | t
            {'id':0,'status':'queued'}                                                   |
            {'request_id':'r','status':'queued'}                                         |
            """)
    void whenA2xxContradictsItselfOrHasAnyIdThenItIsInDoubtAndLookedUp(String body, @Nullable String id) {
        assertThat(submits.read(answer(body)))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.taskId()).isEqualTo(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'id':'r-1','code':'param_error','message':'m'}", "{'id':'r-1','error':{'code':'param_error'}}"
            })
    void whenARefusalHasAnIdThenItIsNoTask(String body) {
        assertThat(SubmitAnswersTest.described(submits.read(answer(body)))).isEqualTo("Refused PARAMETERS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'output':{'task_id':'t','task_status':'Success','urls':['https://h/1.mp4']}}",
                "{'output':{'task_status':'succeeded','url':'https://h/1.mp4'}}",
                "{'output':{'task_status':'completed','video_url':'https://h/1.mp4'}}",
                "{'output':{'task_status':'Success','urls':[],'videos':['https://h/1.mp4']}}",
                "{'output':{'task_status':'Success'},'data':{'urls':['https://h/1.mp4']}}",
                "{'output':{'task_id':'t','task_status':'Success'},'video_url':'https://h/1.mp4'}",
                "{'data':{'task_id':'t','task_status':'succeed','task_result':{'videos':[{'url':'https://h/1.mp4'}]}}}",
                "{'data':{'task_id':'t','status':'success','output':{'video_url':'https://h/1.mp4'}}}",
                "{'data':{'task_id':'t','status':'success','data':{'url':'https://h/1.mp4'}}}",
                "{'task_id':'t','status':'completed','output':{'videos':[{'video_url':'https://h/1.mp4'}]}}",
                "{'task_id':'t','data':{'status':'succeeded','videos':[{'url':'https://h/1.mp4'}]}}",
                "{'output':{'status':'succeeded','urls':['https://h/1.mp4']}}",
                "{'status':'completed','video_url':'https://h/1.mp4'}",
                "{'id':'t','status':'completed','url':'https://h/1.mp4'}",
                "{'id':'t','status':'succeeded','content':{'video_url':'https://h/1.mp4'}}",
                "{'status':'success','data':{'task_id':'t','video':{'url':'https://h/1.mp4'}}}"
            })
    void whenATaskHasSucceededThenItsVideoIsFoundInEveryKnownShape(String body) {
        assertThat(statuses.read("t", answer(body)))
                .isInstanceOfSatisfying(
                        Succeeded.class, yes -> assertThat(yes.urls()).isEqualTo(List.of("https://h/1.mp4")));
    }

    @ParameterizedTest
    @CsvSource({
        "success, Succeeded",
        "succeeded, Succeeded",
        "completed, Succeeded",
        "failure, Ended",
        "failed, Ended",
        "cancelled, Ended",
        "canceled, Ended",
        "expired, Ended",
        "pending, Running",
        "queued, Running",
        "running, Running",
        "processing, Running",
        "in_progress, Running"
    })
    void whenAStateIsInAKnownPlaceThenItsWordIsUnderstood(String word, String meaning) {
        for (String shape : List.of(
                "{'output':{'task_id':'t','task_status':'%s','url':'https://h'}}",
                "{'data':{'task_id':'t','status':'%s','url':'https://h'}}",
                "{'data':{'output':{'task_id':'t','state':'%s','url':'https://h'}}}",
                "{'task_id':'t','data':{'status':'%s','url':'https://h'}}",
                "{'id':'t','output':{'status':'%s','url':'https://h'}}",
                "{'task_id':'t','status':'%s','url':'https://h'}",
                "{'id':'t','status':'%s','url':'https://h'}")) {
            StatusAnswer read = statuses.readNamed("t", answer(shape.formatted(word)));
            assertThat(read.getClass().getSimpleName()).as(shape).isEqualTo(meaning);
            assertThat(read instanceof Running running && !running.known()).isFalse();
        }
    }

    /** What says nothing sure of this task, or contradicts itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'task_id':'u','status':'success','url':'https://h'}",
                "{'output':{'task_id':'t','task_status':'Success','urls':['https://h']},'data':{'task_id':'u'}}",
                "{'output':{'task_status':'Success','urls':['https://h']},'data':{'task_status':'Failure'}}",
                "{'output':{'task_status':'Failure'},'task_status':'Running'}",
                "{'id':'u','status':'completed','url':'https://h'}",
                "{'output':{'id':'u','status':'failed'}}",
                "{'status':'failed','message':'m'}",
                "{'status':'failed','data':{'task_id':'t'}}",
                "{'data':{'status':'failed','message':'m'}}",
                "{'success':false,'task_id':'t','data':{'status':'error'}}",
                "{'status':'success','data':{'task_id':'t'}}"
            })
    void whenAStateMayNotBeTheTasksThenItIsAskedAgain(String body) {
        assertThat(statuses.read("t", answer(body))).isInstanceOf(Unanswered.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'task_id':'t','status':'success','data':{'status':'running'}}",
                "{'status':'success','output':{'task_id':'t','task_status':'Running'}}",
                "{'data':{'status':'processing'}}",
                "{'status':'processing','data':{'task_id':'t'}}"
            })
    void whenTheCallHasSucceededThenTheTaskMayRunAllTheSame(String body) {
        assertThat(statuses.read("t", answer(body))).isInstanceOf(Running.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'output':{'task_id':'t','task_status':'Failure','error_message':'m'}}",
                "{'data':{'task_id':'t','status':'failed','fail_reason':'m'}}",
                "{'task_id':'t','data':{'status':'failed','error':{'message':'m'}}}"
            })
    void whenATaskHasFailedThenItsReasonIsRead(String body) {
        assertThat(statuses.read("t", answer(body)))
                .isInstanceOfSatisfying(
                        Ended.class, ended -> assertThat(ended.message()).isEqualTo("m"));
    }

    private static Answer answer(String body) {
        return new Answer(200, null, null, body.replace('\'', '"'), null);
    }
}
