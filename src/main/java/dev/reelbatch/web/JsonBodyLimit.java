package dev.reelbatch.web;

import dev.reelbatch.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Refuses JSON that is larger than any request needs, before it is parsed. Sheets have a limit of their own. */
@ControllerAdvice
final class JsonBodyLimit extends RequestBodyAdviceAdapter {

    private static final int MOST = 1024 * 1024; // bytes

    /** Commands are the owner's, and bring the sheet in their standard input. */
    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return parameter.getContainingClass() != CommandsController.class;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        byte[] body = message.getBody().readNBytes(MOST + 1);
        if (body.length > MOST) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, Text.of("The request is larger than %d MB.", 1));
        }
        return new Read(message.getHeaders(), body);
    }

    private record Read(HttpHeaders headers, byte[] body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
