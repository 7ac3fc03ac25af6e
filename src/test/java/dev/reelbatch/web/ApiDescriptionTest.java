package dev.reelbatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.configuration.SpringDocSpecPropertiesConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springdoc.webmvc.core.configuration.MultipleOpenApiSupportConfiguration;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.mock.web.MockHttpServletRequest;

/** {@code docs/openapi.json}, compared with the controllers. */
class ApiDescriptionTest {

    private static final Path FILE = Path.of("docs", "openapi.json");
    private static final String ADDRESS = "/made"; // another one than that of the file

    /** The name of a system property: if it is {@code true}, the file is written instead of compared. */
    private static final String WRITE = "openapi.write";

    @Test
    void whenTheControllersAreDescribedThenTheFileSaysTheSame() throws Exception {
        String description = described();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, description);
        }
        assertThat(Files.readString(FILE))
                .as("%s is out of date; write it with: mvn test -Dtest=ApiDescriptionTest -D%s=true", FILE, WRITE)
                .isEqualTo(description);
    }

    private static String described() {
        StringBuilder description = new StringBuilder();
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DispatcherServletAutoConfiguration.class,
                        WebMvcAutoConfiguration.class,
                        JacksonAutoConfiguration.class,
                        HttpMessageConvertersAutoConfiguration.class,
                        SpringDocConfiguration.class,
                        SpringDocConfigProperties.class,
                        SpringDocSpecPropertiesConfiguration.class,
                        SpringDocWebMvcConfiguration.class,
                        MultipleOpenApiSupportConfiguration.class))
                .withUserConfiguration(ApiDescription.class)
                .withPropertyValues(
                        "spring.jackson.property-naming-strategy=SNAKE_CASE",
                        "springdoc.api-docs.path=" + ADDRESS,
                        "springdoc.show-actuator=false",
                        "springdoc.writer-with-default-pretty-printer=true",
                        "springdoc.writer-with-order-by-keys=true")
                .run(context -> description
                        .append(new String(
                                context.getBean(OpenApiWebMvcResource.class)
                                        .openapiJson(
                                                new MockHttpServletRequest("GET", ADDRESS), ADDRESS, Locale.ENGLISH),
                                StandardCharsets.UTF_8))
                        .append('\n'));
        return description.toString();
    }
}
