package org.hansa.core.rest;

import java.util.ArrayList;
import java.util.List;

/** Requests that are wrong, by name, and what the door says to each. */
final class HostileCases {

  private static final String SHOP = "/api/v1/applications/demo/shop";

  private final List<Case> cases = new ArrayList<>();

  /**
   * @param type the last word of the problem's type
   * @param says what stands in detail, cure or errors
   */
  record Case(String name, Asked asked, int status, String type, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> all() {
    HostileCases all = new HostileCases();
    new HostileHeads(all).all();
    new HostileBodies(all).all();
    return all.cases;
  }

  void get(String name, String path, int status, String type, String says) {
    add(name, Asked.of("GET", path), status, type, says);
  }

  void put(String name, String body, int status, String type, String says) {
    send(name, "PUT", SHOP, body, status, type, says);
  }

  void send(
      String name, String method, String path, String body, int status, String type, String says) {
    Asked asked = Asked.of(method, path).with("Content-Type", "application/json").body(body);
    add(name, asked, status, type, says);
  }

  void add(String name, Asked asked, int status, String type, String says) {
    cases.add(new Case(name, asked, status, type, says));
  }
}
