package com.example.quarry;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Who may ask, and how often. Thread-safe. */
final class Doorman {

  private static final long VALID_SECONDS = 5;
  private static final int CALLS = 200;
  private static final Duration REFILL = Duration.ofSeconds(1);

  private final String key;
  private final String secret;
  private final Map<String, Instant> tokens = new TreeMap<>();
  private Instant filled = Instant.EPOCH;
  private int left;

  Doorman(String key, String secret) {
    this.key = key;
    this.secret = secret;
  }

  synchronized Map<String, Object> login(Map<String, Object> pair) {
    if (!key.equals(pair.get("key")) || !secret.equals(pair.get("secret"))) {
      throw new Refusal(200, "Q-0001", "there is no such key");
    }
    Instant now = Instant.now();
    tokens.values().removeIf(now::isAfter);
    String token = UUID.randomUUID().toString();
    tokens.put(token, now.plusSeconds(VALID_SECONDS));
    return Map.of("token", token, "validSeconds", VALID_SECONDS);
  }

  synchronized void check(String token) {
    if (Instant.now().isAfter(tokens.getOrDefault(token, Instant.EPOCH))) {
      throw new Refusal(401, "Q-0002", "log in again");
    }
  }

  /** One call of the bucket, which is full again every second. */
  synchronized void take() {
    Instant now = Instant.now();
    if (now.isAfter(filled.plus(REFILL))) {
      filled = now;
      left = CALLS;
    }
    if (left == 0) {
      throw new Refusal(429, "Q-0429", "too many calls: ask again in a second");
    }
    left--;
  }
}
