package dev.reelbatch.web;

import dev.reelbatch.web.console.ConsoleConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The Spring context of the HTTP server, with only what it needs. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    MultipartAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
})
@Import({
    SecurityConfiguration.class,
    DescriptionController.class,
    ProblemDetails.class,
    JsonBodyLimit.class,
    ErrorsController.class,
    MonitoringConfiguration.class,
    AssetsConfiguration.class,
    AssetsController.class,
    LoopbackConnector.class,
    TomcatProblems.class,
    AuditController.class,
    SignInController.class,
    LanguageController.class,
    ConsoleConfiguration.class,
    RunActions.class,
    RowChanges.class,
    MarkActions.class,
    RedoSheets.class,
    RunsController.class,
    RunResultsController.class,
    RowHistoryController.class,
    CheckController.class,
    JobsController.class,
    SubmissionsController.class,
    JobActionsController.class,
    MarksController.class,
    CommandsController.class,
    SchedulesController.class,
    SpendingController.class,
})
class WebConfiguration {}
