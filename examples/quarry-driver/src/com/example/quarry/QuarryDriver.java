package com.example.quarry;

import java.net.URI;
import java.util.List;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.http.Credentials;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.HttpSettings;

/** Quarry, a vendor that does not exist: its boxes are virtual machines, its segments networks. */
public final class QuarryDriver implements Driver {

  /**
   * As an endpoint says them; its secret has {@code key} and {@code secret}.
   *
   * @param address of the server, without {@code /v3}
   */
  public record Options(URI address) {}

  @Override
  public String id() {
    return "quarry";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<? extends Record> options() {
    return Options.class;
  }

  @Override
  public Session open(Opening opening) {
    Login login =
        new Login(opening.credential("key"), opening.credential("secret"), opening.clock());
    HttpSettings settings =
        HttpSettings.to(((Options) opening.options()).address().resolve("/v3"))
            .credentials(Credentials.token("X-Quarry-Token", login))
            .statuses(Codes::reason)
            .failingWith2xx()
            .hiding(opening.credentials().values());
    HttpCaller api = HttpCaller.open(settings, opening);
    Quarry quarry = new Quarry(api, opening.installation());
    Templates templates = new Templates(api);
    return Session.of(
        List.of(new Boxes(quarry, templates), new Segments(quarry), templates), api::close);
  }
}
