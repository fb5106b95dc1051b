package org.hansa.core.driver.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All that a caller is made from. For one thread, until the caller is open. */
public final class HttpSettings {

  final URI base;
  final List<String> secrets = new ArrayList<>();
  Credentials credentials = Credentials.none();
  Trust trust = Trust.system();
  Optional<ClientCertificate> certificate = Optional.empty();
  Optional<HttpProxy> proxy = Optional.empty();
  Limits limits = Limits.DEFAULT;
  StatusRule rule = (status, body) -> Optional.empty();
  boolean failsWell;
  boolean inTheClear;
  boolean http2;
  boolean cookies;

  private HttpSettings(URI base) {
    this.base = base;
  }

  /**
   * @param base {@code http} or {@code https}, a host, and the path that all requests are below
   */
  public static HttpSettings to(URI base) {
    return new HttpSettings(base);
  }

  public HttpSettings credentials(Credentials shown) {
    credentials = shown;
    return this;
  }

  public HttpSettings trust(Trust trusted) {
    trust = trusted;
    return this;
  }

  public HttpSettings certificate(ClientCertificate shown) {
    certificate = Optional.of(shown);
    return this;
  }

  /** Without one the server is asked directly, whatever the JVM's properties say. */
  public HttpSettings proxy(HttpProxy between) {
    proxy = Optional.of(between);
    return this;
  }

  public HttpSettings limits(Limits bounds) {
    limits = bounds;
    return this;
  }

  public HttpSettings statuses(StatusRule vendors) {
    rule = vendors;
    return this;
  }

  /** The rule of statuses is asked of 2xx too: this vendor says there that it failed. */
  public HttpSettings failingWith2xx() {
    failsWell = true;
    return this;
  }

  /** What no message shows even if the server says it, for instance all of the credentials. */
  public HttpSettings hiding(Collection<String> values) {
    secrets.addAll(values);
    return this;
  }

  /** Credentials may go to other machines without TLS. */
  public HttpSettings allowInTheClear() {
    inTheClear = true;
    return this;
  }

  /** HTTP/2 where the server speaks it; else HTTP/1.1 alone. */
  public HttpSettings http2() {
    http2 = true;
    return this;
  }

  /** What the server sets is sent back to it, until the caller is closed. */
  public HttpSettings cookies() {
    cookies = true;
    return this;
  }

  /** All that must be hidden. */
  Secrets allSecrets() {
    List<String> all = new ArrayList<>(secrets);
    all.addAll(credentials.secrets());
    proxy.flatMap(HttpProxy::password).ifPresent(all::add);
    proxy.flatMap(HttpProxy::basic).map(pair -> pair.replace("Basic ", "")).ifPresent(all::add);
    return new Secrets(all);
  }

  @Override
  public String toString() {
    return "HttpSettings[" + base.getScheme() + "://" + base.getHost() + "]";
  }
}
