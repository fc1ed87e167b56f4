/*
 * The gate: the one way into a sealed network.
 *
 * The containers of a deployment are on a network that has no way out and no address of the host on it, and such a network
 * publishes no port. This program runs in a small container of its own that is on that network and on one that publishes, and
 * passes HTTP requests on. It opens connections to the places that it was given, and to no other.
 *
 *   gate serve PORT=TARGETS ...   listens on each PORT until SIGTERM
 *   gate point PORT=TARGETS ...   changes where a running gate sends the next requests; those under way go on
 *   gate show                     prints where it sends them, a line for each port
 *   gate guard                    ends with its standard input
 *
 * TARGETS is HOST:PORT, or two of them joined by a comma, or nothing. Requests go to the first. A GET that the first answers
 * with 404 is asked of the second: after a renewal the set before it still holds the results of the documents that it took.
 *
 * One request per connection ("Connection: close"), one process per connection: there is no state that two requests share.
 * While a target does not accept connections, the client's connection waits, for at most WAIT_SECONDS.
 *
 * Drydock does not wait: it can ask the engine why nobody takes the request. It sends a header "Drydock-Gate" with a word that
 * it made up. The gate keeps that header to itself, so no container can know the word, and where nobody accepts the connection,
 * it answers 503 with the same header at once: the request reached nobody.
 *
 * As a guard the program is the first process of a process namespace that another container shares. Drydock holds its standard
 * input. When Drydock ends, however it ends, the input ends, the guard does, and the kernel ends every process of the namespace.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  MAX_PORTS = 16,
  MAX_TARGETS = 2,
  MAX_CONNECTIONS = 200,
  HOST_BYTES = 256,
  LINE_BYTES = 16 + MAX_TARGETS * (HOST_BYTES + 8),
  HEAD_BYTES = 64 * 1024,
  BUFFER_BYTES = 64 * 1024,
  HEAD_SECONDS = 60,
  WAIT_SECONDS = 30,
  NOW_MS = 1000,
  WORD_BYTES = 64,
  CONNECT_MS = 1000,
  RETRY_MS = 50,
  DRAIN_MS = 2000,
  IDLE_MS = 15 * 60 * 1000,
  STOP_SECONDS = 10,
};

/* Drydock's own header. */
#define OWN_HEADER "Drydock-Gate"

struct target {
  char host[HOST_BYTES];
  char port[6];
};

struct route {
  unsigned short port;
  int count;
  struct target targets[MAX_TARGETS];
};

struct routes {
  int count;
  struct route of[MAX_PORTS];
};

/* Where the targets are kept, so that a gate that is started again sends requests where it sent them before. */
static const char *state_path(void) {
  const char *named = getenv("GATE_STATE");
  return named ? named : "/state/targets";
}

static long long now_ms(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (long long)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static void pause_ms(int ms) { poll(NULL, 0, ms); }

/* ---- Routes: "5000=new-invoice:5000,old-invoice:5000" ---- */

static bool parse_port(const char *text, unsigned short *port) {
  if (!isdigit((unsigned char)*text)) return false;
  char *end;
  long number = strtol(text, &end, 10);
  if (*end != '\0' || number < 1 || number > 65535) return false;
  *port = (unsigned short)number;
  return true;
}

/* A name has letters, digits, dots, dashes and underscores; it is looked up when it is needed. */
static bool parse_target(char *text, struct target *target) {
  char *colon = strchr(text, ':');
  unsigned short port;
  if (!colon || colon == text || colon - text >= HOST_BYTES || !parse_port(colon + 1, &port)) return false;
  *colon = '\0';
  for (const char *at = text; *at; at++)
    if (!isalnum((unsigned char)*at) && !strchr(".-_", *at)) return false;
  strcpy(target->host, text);
  snprintf(target->port, sizeof target->port, "%u", port);
  return true;
}

static bool parse_route(const char *given, struct route *route) {
  char text[LINE_BYTES];
  if (strlen(given) >= sizeof text) return false;
  strcpy(text, given);
  char *equals = strchr(text, '=');
  if (!equals) return false;
  *equals = '\0';
  if (!parse_port(text, &route->port)) return false;
  route->count = 0;
  for (char *next = equals + 1; next && *next;) {
    if (route->count == MAX_TARGETS) return false;
    char *comma = strchr(next, ',');
    if (comma) *comma = '\0';
    if (!parse_target(next, &route->targets[route->count++])) return false;
    next = comma ? comma + 1 : NULL;
  }
  return true;
}

static struct route *route_of(struct routes *routes, unsigned short port) {
  for (int at = 0; at < routes->count; at++)
    if (routes->of[at].port == port) return &routes->of[at];
  return NULL;
}

static bool set_route(struct routes *routes, const struct route *route) {
  struct route *there = route_of(routes, route->port);
  if (!there) {
    if (routes->count == MAX_PORTS) return false;
    there = &routes->of[routes->count++];
  }
  *there = *route;
  return true;
}

static bool read_routes(struct routes *routes) {
  routes->count = 0;
  FILE *file = fopen(state_path(), "re");
  if (!file) return false;
  char line[LINE_BYTES + 1];
  bool good = true;
  while (good && fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    struct route route;
    good = parse_route(line, &route) && set_route(routes, &route);
  }
  fclose(file);
  return good && routes->count > 0;
}

static bool write_routes(const struct routes *routes) {
  char temporary[256];
  if (snprintf(temporary, sizeof temporary, "%s.%ld", state_path(), (long)getpid()) >= (int)sizeof temporary) return false;
  FILE *file = fopen(temporary, "we");
  if (!file) return false;
  for (int at = 0; at < routes->count; at++) {
    const struct route *route = &routes->of[at];
    fprintf(file, "%u=", route->port);
    for (int one = 0; one < route->count; one++)
      fprintf(file, "%s%s:%s", one ? "," : "", route->targets[one].host, route->targets[one].port);
    fputc('\n', file);
  }
  bool good = fflush(file) == 0 && fsync(fileno(file)) == 0;
  good = fclose(file) == 0 && good;
  return good && rename(temporary, state_path()) == 0;
}

/* ---- Sockets ---- */

static bool wait_for(int fd, short events, int ms) {
  struct pollfd one = {.fd = fd, .events = events};
  int ready;
  do ready = poll(&one, 1, ms);
  while (ready < 0 && errno == EINTR);
  return ready > 0;
}

static bool send_all(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(fd, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) {
      if (!wait_for(fd, POLLOUT, IDLE_MS)) return false;
      continue;
    }
    if (sent <= 0) return false;
    bytes += sent;
    count -= (size_t)sent;
  }
  return true;
}

/* Bytes read, 0 at the end, -1 for a broken connection or after `ms` without a byte. */
static ssize_t receive(int fd, char *bytes, size_t count, int ms) {
  for (;;) {
    ssize_t got = recv(fd, bytes, count, 0);
    if (got >= 0) return got;
    if (errno == EINTR) continue;
    if (errno != EAGAIN || !wait_for(fd, POLLIN, ms)) return -1;
  }
}

static int try_connect(const struct target *target) {
  struct addrinfo wanted = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
  if (getaddrinfo(target->host, target->port, &wanted, &found) != 0) return -1;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int on = 1, failed = 0;
  socklen_t size = sizeof failed;
  bool connected = false;
  if (fd >= 0) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connected = connect(fd, found->ai_addr, found->ai_addrlen) == 0 ||
                (errno == EINPROGRESS && wait_for(fd, POLLOUT, CONNECT_MS) &&
                 getsockopt(fd, SOL_SOCKET, SO_ERROR, &failed, &size) == 0 && failed == 0);
    if (!connected) close(fd);
  }
  freeaddrinfo(found);
  return connected ? fd : -1;
}

/* Waits until the first target of a port accepts a connection; the target may change meanwhile. -1 where none does; `now`: at once. */
static int connect_first(unsigned short port, int client, bool now, struct route *route) {
  long long until = now_ms() + WAIT_SECONDS * 1000;
  while (now_ms() < until) {
    static struct routes routes;
    struct route *found = read_routes(&routes) ? route_of(&routes, port) : NULL;
    if (found) *route = *found;
    if (found && found->count > 0) {
      int fd = try_connect(&route->targets[0]);
      if (fd >= 0) return fd;
    }
    if (now) return -1;
    /* The client gave up: there is nobody to connect for. */
    struct pollfd gone = {.fd = client, .events = POLLRDHUP};
    if (poll(&gone, 1, RETRY_MS) > 0 && (gone.revents & (POLLRDHUP | POLLHUP | POLLERR))) return -1;
  }
  return -1;
}

/* Ends a connection so that what was sent arrives: closed with something unread, the client would lose it. */
static void end_connection(int client) {
  char unread[4096];
  shutdown(client, SHUT_WR);
  for (long long until = now_ms() + DRAIN_MS; now_ms() < until && receive(client, unread, sizeof unread, DRAIN_MS) > 0;)
    ;
}

/* ---- One request ---- */

/* `word`: what Drydock asked with, or nothing. */
static void answer(int client, const char *status, const char *word, const char *text) {
  char bytes[512];
  int length = snprintf(bytes, sizeof bytes,
                        "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\nRetry-After: 5\r\n"
                        "%s%s%sConnection: close\r\n\r\n%s",
                        status, strlen(text), *word ? OWN_HEADER ": " : "", word, *word ? "\r\n" : "", text);
  if (length > 0 && length < (int)sizeof bytes) send_all(client, bytes, (size_t)length);
}

/* The position behind the empty line that ends a head, or 0. */
static size_t end_of_head(const char *bytes, size_t count) {
  const char *end = memmem(bytes, count, "\r\n\r\n", 4);
  return end ? (size_t)(end - bytes) + 4 : 0;
}

static bool is_header(const char *line, size_t length, const char *name) {
  size_t size = strlen(name);
  return length > size && strncasecmp(line, name, size) == 0 && line[size] == ':';
}

/* The word of a line of Drydock's own header; cut, and without what has no place in an answer. */
static void read_word(const char *line, size_t count, char word[WORD_BYTES]) {
  size_t size = 0;
  for (size_t at = sizeof OWN_HEADER; at < count && size < WORD_BYTES - 1; at++)
    if (isalnum((unsigned char)line[at]) || line[at] == '-') word[size++] = line[at];
  word[size] = '\0';
}

/*
 * Copies a head, with "Connection: close" in place of what it says of the connection, and without Drydock's own header, whose
 * word it hands out. `to` has room for 32 bytes more.
 */
static size_t close_after(const char *head, size_t length, char *to, char word[WORD_BYTES]) {
  static const char closing[] = "Connection: close\r\n\r\n";
  size_t size = 0;
  for (size_t at = 0; at < length - 2;) {
    const char *line = head + at;
    size_t count = (size_t)((const char *)memmem(line, length - at, "\r\n", 2) - line) + 2;
    at += count;
    if (is_header(line, count, OWN_HEADER)) {
      read_word(line, count, word);
      continue;
    }
    if (is_header(line, count, "Connection") || is_header(line, count, "Keep-Alive") ||
        is_header(line, count, "Proxy-Connection"))
      continue;
    memcpy(to + size, line, count);
    size += count;
  }
  memcpy(to + size, closing, sizeof closing - 1);
  return size + sizeof closing - 1;
}

static bool starts_with(const char *bytes, size_t count, const char *text) {
  return count >= strlen(text) && memcmp(bytes, text, strlen(text)) == 0;
}

/* Passes bytes both ways until the service has said all, or nothing came for IDLE_MS. */
static void pass_on(int client, int service) {
  static char bytes[BUFFER_BYTES];
  bool client_speaks = true;
  for (;;) {
    struct pollfd both[2] = {{.fd = service, .events = POLLIN}, {.fd = client_speaks ? client : -1, .events = POLLIN}};
    int ready = poll(both, 2, IDLE_MS);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return;
    if (both[0].revents) {
      ssize_t got = receive(service, bytes, sizeof bytes, 0);
      if (got <= 0 || !send_all(client, bytes, (size_t)got)) return;
    }
    if (both[1].revents) {
      ssize_t got = receive(client, bytes, sizeof bytes, 0);
      if (got < 0) return;
      if (got == 0) client_speaks = false;
      else if (!send_all(service, bytes, (size_t)got)) client_speaks = false;
    }
  }
}

/* The first bytes of an answer, enough for its status; how many they are. */
static size_t first_bytes(int service, char *bytes, size_t room) {
  size_t count = 0;
  while (count < sizeof "HTTP/1.1 404" - 1) {
    ssize_t got = receive(service, bytes + count, room - count, IDLE_MS);
    if (got <= 0) break;
    count += (size_t)got;
  }
  return count;
}

static bool is_not_found(const char *bytes, size_t count) {
  return count >= 12 && starts_with(bytes, count, "HTTP/1.") && memcmp(bytes + 8, " 404", 4) == 0;
}

/* Whom SIGALRM finds waiting: a name that is looked up for long, or a host that does not answer. */
static int hurried_client;
static const char *hurried_word;

static void refuse(int client, const char *word) {
  answer(client, "503 Service Unavailable", word, "The service does not accept connections.\n");
}

/* Comes in place of what is waited for, so nothing that it may have broken off is used again. */
static void on_alarm(int signal) {
  (void)signal;
  refuse(hurried_client, hurried_word);
  end_connection(hurried_client);
  _exit(0);
}

/* As `connect_first`, for somebody who does not wait. */
static int connect_now(unsigned short port, int client, const char *word, struct route *route) {
  struct itimerval late = {.it_value = {.tv_sec = NOW_MS / 1000, .tv_usec = NOW_MS % 1000 * 1000}}, off = {0};
  hurried_client = client;
  hurried_word = word;
  signal(SIGALRM, on_alarm);
  setitimer(ITIMER_REAL, &late, NULL);
  int fd = connect_first(port, client, true, route);
  setitimer(ITIMER_REAL, &off, NULL);
  return fd;
}

static void serve_request(int client, unsigned short port) {
  static char head[HEAD_BYTES + 1], request[HEAD_BYTES + 64], begun[BUFFER_BYTES];
  size_t count = 0, length = 0;
  long long until = now_ms() + HEAD_SECONDS * 1000;
  while (length == 0) {
    if (count == HEAD_BYTES) {
      answer(client, "431 Request Header Fields Too Large", "", "The head of the request is too large.\n");
      return;
    }
    long long left = until - now_ms();
    ssize_t got = left > 0 ? receive(client, head + count, HEAD_BYTES - count, (int)left) : -1;
    if (got <= 0) return;
    count += (size_t)got;
    length = end_of_head(head, count);
  }
  char word[WORD_BYTES] = "";
  size_t size = close_after(head, length, request, word);
  struct route route = {0};
  int service = *word ? connect_now(port, client, word, &route) : connect_first(port, client, false, &route);
  if (service < 0) {
    refuse(client, word);
    return;
  }
  if (!send_all(service, request, size) || !send_all(service, head + length, count - length)) return;
  bool asks = starts_with(head, count, "GET ") || starts_with(head, count, "HEAD ");
  if (asks && route.count > 1) {
    size_t got = first_bytes(service, begun, sizeof begun);
    int before = is_not_found(begun, got) ? try_connect(&route.targets[1]) : -1;
    if (before >= 0 && send_all(before, request, size)) service = before;
    else if (!send_all(client, begun, got)) return;
  }
  pass_on(client, service);
}

/* ---- Serving ---- */

static volatile sig_atomic_t stopping = 0;
static void on_stop(int signal) {
  (void)signal;
  stopping = 1;
}
static void on_child(int signal) { (void)signal; /* only ends a poll */ }

static int listen_on(unsigned short port) {
  const char *named = getenv("GATE_LISTEN");
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
  if (inet_pton(AF_INET, named ? named : "0.0.0.0", &at.sin_addr) != 1) return -1;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int on = 1;
  if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
      bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, 512) < 0)
    return -1;
  return fd;
}

static int reap(int running) {
  while (waitpid(-1, NULL, WNOHANG) > 0) running--;
  return running;
}

static int serve(struct routes *given) {
  struct routes kept;
  if (!read_routes(&kept) && !write_routes(given)) {
    fprintf(stderr, "gate: %s: %s\n", state_path(), strerror(errno));
    return 1;
  }
  struct pollfd listeners[MAX_PORTS];
  for (int at = 0; at < given->count; at++) {
    listeners[at] = (struct pollfd){.fd = listen_on(given->of[at].port), .events = POLLIN};
    if (listeners[at].fd < 0) {
      fprintf(stderr, "gate: port %u: %s\n", given->of[at].port, strerror(errno));
      return 1;
    }
  }
  /* As process 1 nothing ends it but a handler of its own. Signals come while it polls and at no other time. */
  struct sigaction stop = {.sa_handler = on_stop}, child = {.sa_handler = on_child};
  sigaction(SIGTERM, &stop, NULL);
  sigaction(SIGINT, &stop, NULL);
  sigaction(SIGCHLD, &child, NULL);
  sigset_t held, before;
  sigemptyset(&held);
  sigaddset(&held, SIGTERM);
  sigaddset(&held, SIGINT);
  sigaddset(&held, SIGCHLD);
  sigprocmask(SIG_BLOCK, &held, &before);
  int running = 0;
  while (!stopping) {
    running = reap(running);
    int ready = ppoll(listeners, running < MAX_CONNECTIONS ? (nfds_t)given->count : 0, NULL, &before);
    for (int at = 0; ready > 0 && at < given->count; at++) {
      if (!listeners[at].revents || running >= MAX_CONNECTIONS) continue;
      int client = accept4(listeners[at].fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (client < 0) continue;
      pid_t pid = fork();
      if (pid == 0) {
        signal(SIGTERM, SIG_DFL);
        sigprocmask(SIG_SETMASK, &before, NULL);
        for (int other = 0; other < given->count; other++) close(listeners[other].fd);
        serve_request(client, given->of[at].port);
        end_connection(client);
        _exit(0);
      }
      if (pid > 0) running++;
      close(client);
    }
  }
  for (int at = 0; at < given->count; at++) close(listeners[at].fd);
  for (long long until = now_ms() + STOP_SECONDS * 1000; (running = reap(running)) > 0 && now_ms() < until;) pause_ms(20);
  return 0;
}

/* ---- Guarding ---- */

static int guard(void) {
  char unread[512];
  ssize_t got;
  signal(SIGCHLD, SIG_IGN); /* what the processes of the namespace leave behind is not kept */
  do got = read(STDIN_FILENO, unread, sizeof unread);
  while (got > 0 || (got < 0 && errno == EINTR));
  return 0;
}

static int usage(void) {
  fputs("usage: gate serve|point PORT=[HOST:PORT[,HOST:PORT]] ...\n       gate show|guard\n", stderr);
  return 2;
}

static int show(void) {
  FILE *file = fopen(state_path(), "re");
  char line[LINE_BYTES + 1];
  if (!file) return 1;
  while (fgets(line, sizeof line, file)) fputs(line, stdout);
  fclose(file);
  return 0;
}

int main(int count, char **words) {
  if (count == 2 && strcmp(words[1], "show") == 0) return show();
  if (count == 2 && strcmp(words[1], "guard") == 0) return guard();
  if (count < 3) return usage();
  bool pointing = strcmp(words[1], "point") == 0;
  if (!pointing && strcmp(words[1], "serve") != 0) return usage();
  static struct routes routes;
  if (pointing && !read_routes(&routes)) {
    fprintf(stderr, "gate: %s cannot be read\n", state_path());
    return 1;
  }
  for (int at = 2; at < count; at++) {
    static struct route route;
    if (!parse_route(words[at], &route) || !set_route(&routes, &route)) return usage();
  }
  if (!pointing) return serve(&routes);
  if (write_routes(&routes)) return 0;
  fprintf(stderr, "gate: %s: %s\n", state_path(), strerror(errno));
  return 1;
}
