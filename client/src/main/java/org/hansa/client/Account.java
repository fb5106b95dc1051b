package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;

/** An account by the names it has: where it stands, and what is typed to log in. */
record Account(Ref ref) {

  private static final String KIND = org.hansa.core.api.Account.KIND;
  private static final String PREFIX = "user:";

  /** {@code ada}, of tenant system, or {@code ada@demo}. */
  static Account ofLogin(String login) {
    int at = login.indexOf('@');
    return new Account(
        at < 0
            ? new Ref(KIND, Principal.SYSTEM_TENANT, login)
            : new Ref(KIND, login.substring(at + 1), login.substring(0, at)));
  }

  /**
   * @param me what the installation says of who asks
   */
  static Account of(JsonNode me) {
    String name = me.path("name").asText();
    return ofLogin(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
  }

  String login() {
    return ref.tenant().equals(Principal.SYSTEM_TENANT)
        ? ref.name()
        : ref.name() + "@" + ref.tenant();
  }

  String path() {
    return "/accounts/" + ref.tenant() + "/" + ref.name();
  }

  /** Sets a password or token, or takes it away if it is empty. */
  void set(Door door, String key, String value) {
    door.send(Ask.of("PUT", path() + "/values", Json.tree(Map.of(key, value))));
  }
}
