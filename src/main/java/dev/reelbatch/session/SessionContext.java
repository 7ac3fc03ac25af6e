package dev.reelbatch.session;

import dev.reelbatch.home.Database;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeLog;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.time.Time;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the application context of a session. */
final class SessionContext {

    private SessionContext() {}

    /** @param isCurrent whether the database has had every migration */
    static ConfigurableApplicationContext start(Home home, boolean isCurrent, Settings settings, Time time) {
        HomeLog.open(home, settings.logFormat());
        Database database = Database.opening(home, isCurrent); // only after the log is open, which it writes to
        SpringApplication application = new SpringApplication(ReelbatchConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        // stopping is our task alone; otherwise the hooks of Batch and Boot race each other
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        // they would set up a log and search for settings files, which we do ourselves
        application.setListeners(List.of());
        application.setInitializers(List.of(made -> {
            GenericApplicationContext context = (GenericApplicationContext) made;
            context.registerBean(Home.class, () -> home);
            context.registerBean(Database.class, () -> database);
            context.registerBean(Settings.class, () -> settings);
            context.registerBean(Time.class, () -> time);
        }));
        return application.run();
    }
}
