package dev.reelbatch.web;

import dev.reelbatch.handover.CommandRequest;
import dev.reelbatch.handover.HandedOverCommands;
import dev.reelbatch.text.Text;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The commands that the home's owner gives at a shell of this machine. They may read and write any file of the owner,
 * so nobody else may give them. Not for programs: what is sent differs from version to version.
 */
@Hidden
@RestController
@RequestMapping("/api/v1/commands")
final class CommandsController {

    private static final MediaType FRAMES = MediaType.parseMediaType("application/x-ndjson");

    private static final Pattern SETTING = Pattern.compile("^(-D[^=]*=|[\\w-]+\\.[\\w.-]+=).*", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("(\\w+://)(?:[^/?#\\s]*@)?([^/?#\\s]*)\\S*");

    private final HandedOverCommands commands;

    CommandsController(HandedOverCommands commands) {
        this.commands = commands;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<StreamingResponseBody> run(
            @RequestBody String json, HttpServletRequest http, HttpServletResponse response) {
        checkMachine(http);
        CommandRequest request = CommandRequest.parse(json);
        AuditFilter.note(http, withoutSecrets(request.arguments()));
        String refusal = commands.refusal(request);
        if (refusal != null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, refusal);
        }
        return ResponseEntity.ok()
                .contentType(FRAMES)
                .body(
                        // the stream that Spring hands out is not flushed before its end
                        unflushed -> commands.run(request, response.getOutputStream()));
    }

    record Input(String line) {}

    @PostMapping(path = "/{id}/input", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> answer(@PathVariable String id, @RequestBody Input input, HttpServletRequest http) {
        checkMachine(http);
        if (!commands.answer(id, input.line())) {
            throw new NotFoundException(Text.of("There is no run %s.", id));
        }
        return ResponseEntity.noContent().build();
    }

    /** Returns the command; of settings only the name, and of links only the host, because the rest may be a key. */
    private static String withoutSecrets(List<String> arguments) {
        return arguments.stream()
                .map(argument -> SETTING.matcher(argument).replaceFirst("$1…"))
                .map(argument -> LINK.matcher(argument).replaceAll("$1$2/…"))
                .collect(Collectors.joining(" "));
    }

    /** Who asks is checked by {@link SecurityConfiguration}. */
    private static void checkMachine(HttpServletRequest http) {
        if (!CallerAddress.isOfThisMachine(http.getRemoteAddr())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, ProblemTexts.forbidden());
        }
    }
}
