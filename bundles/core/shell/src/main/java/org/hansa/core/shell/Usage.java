package org.hansa.core.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.hansa.core.console.Used;

/**
 * What instances used in the newest metered interval, and what is left of hosts: the first of each,
 * and how many more there are.
 */
final class Usage {

  static final int MOST = 500;
  private final Snapshot view;
  private final Streams streams;
  private final Principal principal;
  private final Optional<String> tenant;

  /**
   * @param tenant of which alone; empty for all
   */
  Usage(Snapshot view, Streams streams, Principal principal, Optional<String> tenant) {
    this.tenant = tenant;
    this.view = view;
    this.streams = streams;
    this.principal = principal;
  }

  /**
   * @param more how many are left out
   */
  record Rows(List<Map<String, String>> rows, long more) {}

  Rows instances() {
    List<Resource> shown = list("Instance").limit(MOST).toList();
    Streams.Newest newest =
        streams.newest(
            principal, Entry.LEDGER, shown.stream().map(Resource::ref).collect(Collectors.toSet()));
    return rows("Instance", shown, instance -> instance(instance, newest));
  }

  private Stream<Resource> list(String kind) {
    return tenant.map(t -> view.list(kind, t)).orElseGet(() -> view.list(kind));
  }

  private Rows rows(
      String kind, List<Resource> shown, Function<Resource, Map<String, String>> row) {
    long more = shown.size() < MOST ? 0 : list(kind).count() - MOST;
    return new Rows(shown.stream().map(row).toList(), more);
  }

  private Map<String, String> instance(Resource instance, Streams.Newest all) {
    Optional<JsonNode> newest =
        Optional.ofNullable(all.entries().get(instance.ref())).map(entry -> entry.body().tree());
    return Used.instance(instance, newest, all.whole(), view.now());
  }

  Rows hosts() {
    return rows("Host", list("Host").limit(MOST).toList(), this::host);
  }

  private Map<String, String> host(Resource host) {
    return Used.host(host, view.claims(host.ref()), view.now());
  }
}
