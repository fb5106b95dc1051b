package com.example.quarry;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.http.Answer;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.http.Token;
import org.hansa.core.driver.http.TokenSource;

/**
 * A key and its secret give a token that is good for some seconds. When to ask for the next, and
 * that all threads wait for one login, is the caller's.
 */
record Login(String key, String secret, InstantSource clock) implements TokenSource {

  private record Pair(String key, String secret) {}

  private record Given(String token, long validSeconds) {}

  @Override
  public Token fetch(Function<Request, Answer> here, Deadline deadline) {
    Request asked = Request.post("/session").json(new Pair(key, secret)).idempotent();
    Given given = here.apply(asked).json(Given.class);
    return new Token(given.token(), Optional.of(clock.instant().plusSeconds(given.validSeconds())));
  }

  @Override
  public String toString() {
    return "Login";
  }
}
