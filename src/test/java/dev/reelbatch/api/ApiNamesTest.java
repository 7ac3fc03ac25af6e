package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiNamesTest {

    private final ApiNames names = new ApiNames(List.of());

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1, http://127.0.0.1:80",
        "http://127.0.0.1, HTTP://127.0.0.1:80/v1/",
        "http://127.0.0.1:9000, http://localhost:9000",
        "http://127.0.0.1:9000, http://LocalHost.:9000/",
        "https://gateway.example, https://Gateway.Example.:443/proxy",
        "https://gateway.example, https://gateway.example:",
        "http://gateway.example:443, http://GATEWAY.example:443/v1",
        "https://user:secret@gateway.example, https://gateway.example",
        "http://[::1]:8080, http://[0:0:0:0:0:0:0:1]:8080",
        "http://[2001:db8::a], http://[2001:0DB8:0::000A]:80",
        "http://127.0.0.1, http://[::ffff:127.0.0.1]",
        "https://bücher.example, https://xn--bcher-kva.example:443",
        "https://BÜCHER.example:8443, https://bücher.example:8443/",
        "https://接口.example, https://xn--6orp08a.example",
        "https://api.modelverse.cn, http://API.umodelverse.ai.:80",
        "https://api.modelverse.cn, https://api-us-ca.umodelverse.ai/v1"
    })
    void whenAnAddressIsSpelledInAnotherWayThenItIsTheSameApi(String one, String other) {
        assertThat(nameOf(one)).isEqualTo(nameOf(other));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, http://127.0.0.1:8081",
        "http://gateway.example, https://gateway.example",
        "http://gateway.example:443, https://gateway.example",
        "http://127.0.0.1, http://127.0.0.2",
        "http://[::1], http://[::2]",
        "https://modelverse.cn, https://api.modelverse.cn",
        "https://evil-api.modelverse.cn, https://api.modelverse.cn",
        "https://api.modelverse.cn.example, https://api.modelverse.cn"
    })
    void whenAnAddressIsAnotherThenItIsAnotherApi(String one, String other) {
        assertThat(nameOf(one)).isNotEqualTo(nameOf(other));
    }

    @Test
    void whenAHostIsNamedAsTheAccountsThenItIsCalledAsTheVendorInWhateverSpelling() {
        ApiNames more = new ApiNames(List.of("Proxy.Example.", "https://gw.example:8443/v1"));

        assertThat(more.of(URI.create("https://proxy.example:443"))).isEqualTo("modelverse");
        assertThat(more.of(URI.create("https://gw.example"))).isEqualTo("modelverse");
        assertThat(more.of(URI.create("https://api-us-ca.umodelverse.ai"))).isEqualTo("modelverse");
        assertThat(more.ofNamed("https://proxy.example:443")).isEqualTo("modelverse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "https://", "http://:80"})
    void whenAHostOfTheAccountIsNoneThenItIsRefused(String text) {
        assertThatThrownBy(() -> new ApiNames(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "modelverse, modelverse",
        "rehearsal, rehearsal",
        "https://api-us-ca.umodelverse.ai, modelverse",
        "https://api.modelverse.cn., modelverse",
        "http://127.0.0.1:80, http://127.0.0.1",
        "https://host.example.:443, https://host.example",
        "https://host_with_underscore, https://host_with_underscore"
    })
    void whenAnEarlierVersionGaveANameThenItIsKnownWhatItIsNow(String before, String now) {
        assertThat(names.ofNamed(before)).isEqualTo(now);
    }

    @Property
    void whenANameIsNamedAgainThenItStays(@ForAll @IntRange(min = 1, max = 65535) int port, @ForAll boolean tls) {
        String name = nameOf((tls ? "https" : "http") + "://Some.Host.:" + port + "/v1");
        assertThat(names.ofNamed(name)).isEqualTo(name);
        assertThat(nameOf(name)).isEqualTo(name);
    }

    private String nameOf(String text) {
        return names.of(Objects.requireNonNull(ApiNames.address(text)));
    }
}
