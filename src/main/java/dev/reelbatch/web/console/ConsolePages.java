package dev.reelbatch.web.console;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.page.HtmlTemplates;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.Pages;
import dev.reelbatch.web.Person;
import dev.reelbatch.web.Readiness;
import jakarta.servlet.http.HttpServletRequest;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;

/**
 * Fills the templates beside this class, and sets pages into the frame with the navigation. Besides its own values,
 * every template has {@code {{#t}}English text{{/t}}}, {@code mayRun}, {@code mayAdminister}, {@code csrfName},
 * {@code csrf} and {@code assets}.
 */
final class ConsolePages {

    private static final int RUNS_OF_THE_JOBS = 30;
    private static final int JOBS = 6;
    private static final Mustache.Lambda TRANSLATED =
            (text, out) -> out.write(HtmlTemplates.escaped(Text.translated(text.execute())));

    private final Session session;
    private final RequestedRuns requestedRuns;
    private final Readiness readiness;
    private final boolean stills;
    private final Map<String, Template> templates = new ConcurrentHashMap<>();

    /** @param stills true if there are stills of videos */
    ConsolePages(Session session, RequestedRuns requestedRuns, Readiness readiness, boolean stills) {
        this.stills = stills;
        this.session = session;
        this.requestedRuns = requestedRuns;
        this.readiness = readiness;
    }

    /** Returns a page in its frame. */
    String page(
            HttpServletRequest request,
            Authentication caller,
            Section section,
            String template,
            Supplier<? extends PageView> view) {
        return Text.in(Pages.language(request), () -> {
            PageView shown = view.get();
            Map<String, Object> values = values(request, caller);
            values.put("title", shown.title());
            values.put("content", filled(template, shown, values));
            values.put("at", section.current());
            values.put("who", who(caller));
            values.put("version", String.valueOf(BuildInfo.version()));
            values.put("otherLanguage", Pages.otherLanguage());
            values.put("here", URLEncoder.encode(address(request), StandardCharsets.UTF_8));
            values.put("waiting", waiting());
            List<JobLink> jobs = latestJobs();
            values.put("jobs", jobs);
            values.put("hasJobs", !jobs.isEmpty());
            values.put(
                    "problem", readiness.problem().map(Readiness.Problem::text).orElse(""));
            return filled("frame", Map.of(), values);
        });
    }

    /** Returns a part of a page alone, to renew it. */
    String part(HttpServletRequest request, Authentication caller, String template, Supplier<?> view) {
        return Text.in(Pages.language(request), () -> filled(template, view.get(), values(request, caller)));
    }

    private String filled(String template, Object view, Map<String, Object> values) {
        StringWriter out = new StringWriter();
        templates
                .computeIfAbsent(template, name -> HtmlTemplates.compile(ConsolePages.class, name + ".html"))
                .execute(view, values, out);
        return out.toString();
    }

    private Map<String, Object> values(HttpServletRequest request, Authentication caller) {
        Role role = Person.of(caller).map(Person::role).orElse(Role.VIEW);
        Map<String, Object> values = new HashMap<>(Pages.csrf(request));
        values.put("t", TRANSLATED);
        values.put("lang", Text.language().htmlTag());
        values.put("assets", Pages.assetsVersion());
        values.put("stills", stills);
        values.put("rehearsal", session.monitored().home().rehearsal());
        values.put("mayRun", role != Role.VIEW);
        values.put("mayAdminister", role == Role.ADMIN);
        return values;
    }

    private static Map<String, String> who(Authentication caller) {
        Person person = Person.of(caller).orElseThrow();
        return Map.of(
                "name",
                person.name(),
                "letter",
                person.name()
                        .substring(0, person.name().offsetByCodePoints(0, 1))
                        .toUpperCase(Locale.ROOT),
                "role",
                mayDo(person.role()));
    }

    /** Returns what people with a role may do, in words. */
    static String mayDo(Role role) {
        return switch (role) {
            case VIEW -> Text.of("can view");
            case RUN -> Text.of("can run");
            case ADMIN -> Text.of("admin");
        };
    }

    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** Returns the number of runs that wait for an approval; empty for none. */
    private String waiting() {
        int waiting = session.requestedRuns().waiting().size();
        return waiting == 0 ? "" : String.valueOf(waiting);
    }

    private List<JobLink> latestJobs() {
        Map<String, JobLink> jobs = new LinkedHashMap<>();
        for (RequestedRun run : requestedRuns.latest(RUNS_OF_THE_JOBS, 0)) {
            if (jobs.size() < JOBS) {
                jobs.computeIfAbsent(run.job(), job -> JobLink.of(run));
            }
        }
        return List.copyOf(jobs.values());
    }

    /** A job in the navigation, with the state of its latest run. */
    private record JobLink(String name, String address, StateView state) {

        static JobLink of(RequestedRun run) {
            return new JobLink(run.job(), Addresses.ofJob(run.job()), StateView.of(run.state()));
        }
    }
}
