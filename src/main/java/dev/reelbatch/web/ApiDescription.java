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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.configuration.SpringDocSpecPropertiesConfiguration;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.core.configuration.MultipleOpenApiSupportConfiguration;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the HTTP API in OpenAPI, made from the controllers. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocSpecPropertiesConfiguration.class,
    SpringDocWebMvcConfiguration.class,
    MultipleOpenApiSupportConfiguration.class,
})
class ApiDescription {

    /** The fields of a run, of which a check needs less. */
    static final String CHECK_FORM = "CheckForm";

    private static final String TOKEN = "token";
    private static final String LIBRARY = "org.springdoc";

    /** Makes the library name properties as {@link #modelResolver} does; nothing that describes the API asks for it. */
    private static final String NAMES = "modelConverterRegistrar";

    /** Leaves the library's own beans, some forty, until somebody asks for the description; but {@link #NAMES}. */
    @Bean
    static BeanFactoryPostProcessor onlyWhenAskedFor() {
        return beans -> Arrays.stream(beans.getBeanDefinitionNames())
                .filter(name -> !name.equals(NAMES))
                .map(beans::getBeanDefinition)
                .filter(bean -> Objects.requireNonNullElse(
                                bean.getFactoryBeanName(), String.valueOf(bean.getBeanClassName()))
                        .startsWith(LIBRARY))
                .forEach(bean -> bean.setLazyInit(true));
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
            api.getComponents().addSchemas(CHECK_FORM, check);
        };
    }
}
