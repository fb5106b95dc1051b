package org.hansa.platform.place.sites;

import java.util.List;

/**
 * What lies between any two zones, at {@code from * zones + to}. Two workloads on one site have
 * nothing between them.
 *
 * @param transport the price of a unit of traffic for an hour, in millionths
 * @param latency in microseconds
 */
@SuppressWarnings("ArrayRecordComponent") // as large as they are, and never compared
public record Zones(List<String> names, long[] transport, int[] latency) {

  int count() {
    return names.size();
  }

  void between(int from, int to, long price, int micros) {
    transport[from * names.size() + to] = price;
    latency[from * names.size() + to] = micros;
  }

  long transport(int from, int to) {
    return transport[from * names.size() + to];
  }

  int latency(int from, int to) {
    return latency[from * names.size() + to];
  }
}
