package dev.reelbatch.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ScannedGenericBeanDefinition;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.web.bind.annotation.RestController;

/** The description of the HTTP API in OpenAPI, made from the controllers, none of which is ever called. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(useDefaultFilters = false, includeFilters = @ComponentScan.Filter(RestController.class))
class ApiDescription {

    private static final String TOKEN = "token";

    /** Makes the controllers without what they serve, which would be a whole session. */
    @Bean
    static BeanFactoryPostProcessor controllersAlone() {
        SpringObjenesis instances = new SpringObjenesis();
        return beans -> Arrays.stream(beans.getBeanNamesForAnnotation(RestController.class))
                .filter(name -> beans.getBeanDefinition(name) instanceof ScannedGenericBeanDefinition)
                .forEach(name -> ((ScannedGenericBeanDefinition) beans.getBeanDefinition(name))
                        .setInstanceSupplier(
                                () -> instances.newInstance(Objects.requireNonNull(beans.getType(name)), false)));
    }

    /** Names properties as the API does. The library has a JSON mapper of its own. */
    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers) {
        return new ModelResolver(
                mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .servers(List.of(new Server().url("/"))) // where the description is
                .info(new Info().title("reelbatch").version("v1"))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    /** Describes the answers that the command line prints, too, by its published schemas. */
    @Bean
    OpenApiCustomizer answers() {
        return api -> AnswerSchemas.all().forEach(api.getComponents()::addSchemas);
    }

    @Bean
    OpenApiCustomizer problems() {
        return DescribedProblems::addTo;
    }

    @Bean
    OpenApiCustomizer viewsOfRecords() {
        return api -> ViewSchemas.complete(api.getComponents().getSchemas());
    }

    /** Describes the form of a check as that of a run, except that it needs nothing but the sheet. */
    @Bean
    OpenApiCustomizer checkForm() {
        return api -> {
            Schema<?> run =
                    Objects.requireNonNull(api.getComponents().getSchemas().get(RunForm.class.getSimpleName()));
            Schema<?> check = new ObjectSchema()
                    .properties(run.getProperties())
                    .description(run.getDescription())
                    .required(List.of(SheetForm.SHEET));
            api.getComponents().addSchemas(SchemaNames.CHECK_FORM, check);
        };
    }
}
