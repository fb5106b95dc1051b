package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server that is reached from elsewhere says of where it is. */
class HostsTest {

  private static HttpServletRequest request(String name, int port, String address) {
    Map<String, Object> said =
        Map.of(
            "getServerName", name,
            "getServerPort", port,
            "getLocalAddr", address,
            "getLocalPort", 8181,
            "getScheme", "https");
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> said.get(method.getName()));
  }

  @ParameterizedTest
  @CsvSource({
    "HANSA.example, 443, 10.0.0.7, https://hansa.example:443",
    "evil.example, 443, 10.0.0.7, https://10.0.0.7:8181",
    "10.0.0.7, 9000, 10.0.0.7, https://10.0.0.7:8181",
    "evil.example, 443, fd00::7, https://[fd00::7]:8181"
  })
  void aNameThatIsNotItsOwnIsNotRepeated(String name, int port, String address, String base) {
    Hosts hosts = new Hosts(Set.of("hansa.example"));
    assertThat(hosts.base(request(name, port, address))).isEqualTo(base);
  }
}
