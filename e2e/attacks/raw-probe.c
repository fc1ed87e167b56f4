// What a container can do below TCP and UDP: a datagram in a raw frame to a hardware address, and an echo request.
// raw-probe frame INTERFACE HARDWARE-ADDRESS FROM TO PORT TEXT · raw-probe echo TO
// Prints "sent", "answered", or why not.
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <netinet/udp.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static unsigned short sum(const void *data, size_t bytes) {
  const unsigned char *at = data;
  unsigned long total = 0;
  for (size_t i = 0; i + 1 < bytes; i += 2) total += (unsigned long)(at[i] << 8 | at[i + 1]);
  if (bytes & 1) total += (unsigned long)(at[bytes - 1] << 8);
  while (total >> 16) total = (total & 0xffff) + (total >> 16);
  return htons((unsigned short)~total);
}

static int failed(const char *what) {
  printf("%s: %s\n", what, strerror(errno));
  return 1;
}

static int frame(char **arg) {
  int out = socket(AF_PACKET, SOCK_DGRAM, htons(0x0800));
  if (out < 0) return failed("socket");
  struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_protocol = htons(0x0800), .sll_halen = 6};
  to.sll_ifindex = (int)if_nametoindex(arg[0]);
  unsigned int octet[6];
  if (sscanf(arg[1], "%x:%x:%x:%x:%x:%x", octet, octet + 1, octet + 2, octet + 3, octet + 4, octet + 5) != 6) return 2;
  for (int i = 0; i < 6; i++) to.sll_addr[i] = (unsigned char)octet[i];
  unsigned char packet[256] = {0};
  size_t text = strlen(arg[5]);
  if (text > sizeof packet - sizeof(struct ip) - sizeof(struct udphdr)) return 2;
  size_t whole = sizeof(struct ip) + sizeof(struct udphdr) + text;
  struct ip *ip = (struct ip *)packet;
  ip->ip_v = 4, ip->ip_hl = 5, ip->ip_ttl = 64, ip->ip_p = IPPROTO_UDP, ip->ip_len = htons((unsigned short)whole);
  inet_pton(AF_INET, arg[2], &ip->ip_src);
  inet_pton(AF_INET, arg[3], &ip->ip_dst);
  ip->ip_sum = sum(ip, sizeof *ip);
  struct udphdr *udp = (struct udphdr *)(packet + sizeof *ip);
  udp->uh_sport = htons(4242), udp->uh_dport = htons((unsigned short)atoi(arg[4]));
  udp->uh_ulen = htons((unsigned short)(sizeof *udp + text));
  memcpy(packet + sizeof *ip + sizeof *udp, arg[5], text);
  if (sendto(out, packet, whole, 0, (struct sockaddr *)&to, sizeof to) < 0) return failed("send");
  puts("sent");
  return 0;
}

static int echo(char **arg) {
  int out = socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP);
  if (out < 0) out = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
  if (out < 0) return failed("socket");
  struct timeval limit = {.tv_sec = 2};
  setsockopt(out, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  struct sockaddr_in to = {.sin_family = AF_INET};
  inet_pton(AF_INET, arg[0], &to.sin_addr);
  struct icmphdr ask = {.type = ICMP_ECHO, .un.echo.sequence = htons(1)};
  ask.checksum = sum(&ask, sizeof ask);
  if (sendto(out, &ask, sizeof ask, 0, (struct sockaddr *)&to, sizeof to) < 0) return failed("send");
  char answer[256];
  if (recv(out, answer, sizeof answer, 0) < 0) return failed("receive");
  puts("answered");
  return 0;
}

int main(int count, char **arg) {
  if (count == 8 && strcmp(arg[1], "frame") == 0) return frame(arg + 2);
  if (count == 3 && strcmp(arg[1], "echo") == 0) return echo(arg + 2);
  return 2;
}
