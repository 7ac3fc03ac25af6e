package dev.reelbatch.settings;

import dev.reelbatch.api.ApiNames;
import dev.reelbatch.api.AuthForm;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of API calls. */
public record ApiProperties(
        @Setting("maximum time for a complete answer") @DefaultValue("120s")
        Duration responseTimeout,

        @Setting("maximum time to make a connection") @DefaultValue("10s")
        Duration connectTimeout,

        @Setting("form of the key in the header: `plain` as on the vendor's page, or `bearer`") @DefaultValue("plain")
        AuthForm auth,

        @Setting("hosts of the same account: what was requested from one of them is not paid for "
                + "again at another; the vendor's three are always included")
        @DefaultValue({"api.modelverse.cn", "api.umodelverse.ai", "api-us-ca.umodelverse.ai"})
        List<String> hosts) {

    /** Returns the names of APIs in the ledger. */
    public ApiNames names() {
        try {
            return new ApiNames(hosts);
        } catch (IllegalArgumentException e) {
            throw new UserException(Text.of(
                    "reelbatch.api.hosts: \"%s\" is not a host; write for example api.modelverse.cn",
                    String.valueOf(e.getMessage())));
        }
    }
}
