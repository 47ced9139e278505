using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>
/// An app that runs, under load on loopback, beside nginx that serves the same bytes as files: wrk asks the one and the other in turn. Needs the
/// Debian packages wrk and nginx, and an app without a limit for one client.
/// </summary>
internal static partial class Serving
{
    public const string Command = "serving";

    private const int Rounds = 5;
    private const int Seconds = 4;
    private const int Connections = 16;

    /// <summary>Measures.</summary>
    /// <param name="app">Its address: <c>http://localhost:7071</c>.</param>
    public static void Run(string app)
    {
        var folder = Directory.CreateTempSubdirectory("budgetwatch-serving-");
        using var client = new HttpClient();
        var port = FreePort();
        var nginx = Start("nginx", ["-c", Configuration(folder.FullName, port), "-g", "daemon off;"]);
        try
        {
            Console.WriteLine("| what | ours, requests a second | p50 | p99 | nginx, requests a second | p50 | p99 | of nginx |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|");
            foreach (var resource in (string[])["summary", "cuts"])
            {
                var address = $"{app}/api/v1/{resource}";
                using var answer = client.GetAsync(new Uri(address)).GetAwaiter().GetResult().EnsureSuccessStatusCode();
                File.WriteAllBytes(
                    Path.Combine(folder.FullName, $"{resource}.json"),
                    answer.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult()
                );
                var file = $"http://127.0.0.1:{port}/{resource}.json";
                using var asFile = client.GetAsync(new Uri(file)).GetAwaiter().GetResult().EnsureSuccessStatusCode();
                Print($"/{resource}, 200", address, null, file, null);
                Print($"/{resource}, 304", address, answer.Headers.ETag!.ToString(), file, asFile.Headers.ETag!.ToString());
            }
        }
        finally
        {
            nginx.Kill(entireProcessTree: true);
            nginx.WaitForExit();
            folder.Delete(recursive: true);
        }
    }

    private static void Print(string what, string ours, string? oursTag, string theirs, string? theirsTag)
    {
        List<Load> own = [],
            other = [];
        for (var round = 0; round < Rounds; round++)
        {
            own.Add(Ask(ours, oursTag));
            other.Add(Ask(theirs, theirsTag));
        }

        Load mine = Load.MedianOf(own),
            nginx = Load.MedianOf(other);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| `{what}` | {mine.PerSecond:N0} | {mine.Half:0.00} ms | {mine.Slowest:0.0} ms | {nginx.PerSecond:N0} | {nginx.Half:0.00} ms | {nginx.Slowest:0.0} ms | {mine.PerSecond / nginx.PerSecond:0.00} |"
            )
        );
    }

    private static Load Ask(string address, string? tag)
    {
        string[] condition = tag is null ? [] : ["-H", $"If-None-Match: {tag}"];
        using var wrk = Start("wrk", ["-t1", $"-c{Connections}", $"-d{Seconds}", "--latency", .. condition, address]);
        var said = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        return said.Contains("Non-2xx", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{address} refused some: start the app with Limits__RequestsPerSecond=0. {said}")
            : new Load(Number(said, PerSecond()), Milliseconds(said, Half()), Milliseconds(said, Slowest()));
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException(
                $"{program} is not installed: the Debian packages wrk and nginx have what this needs.",
                missing
            );
        }
    }

    private static string Configuration(string folder, int port)
    {
        var path = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(
            path,
            $$"""
            worker_processes {{Environment.ProcessorCount}};
            pid {{folder}}/pid;
            error_log {{folder}}/errors;
            events { worker_connections 1024; }
            http {
              access_log off; sendfile on; keepalive_requests 10000000; types { application/json json; }
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              server { listen 127.0.0.1:{{port}}; root {{folder}}; }
            }
            """
        );
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("wrk and nginx are taken from Debian.");
        }

        // Its workers run as the user 'nobody', who must be able to read the files.
        File.SetUnixFileMode(
            folder,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute
        );
        return path;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Number(string said, Regex pattern) =>
        double.Parse(pattern.Match(said).Groups["number"].Value, CultureInfo.InvariantCulture);

    private static double Milliseconds(string said, Regex pattern) =>
        Number(said, pattern)
        * pattern.Match(said).Groups["unit"].Value switch
        {
            "us" => 0.001,
            "ms" => 1,
            _ => 1_000,
        };

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+(?<number>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Half();

    [GeneratedRegex(@"99%\s+(?<number>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slowest();

    /// <summary>What wrk counted.</summary>
    /// <param name="PerSecond">Answers a second.</param>
    /// <param name="Half">Half of them took no longer, milliseconds.</param>
    /// <param name="Slowest">All but a hundredth took no longer, milliseconds.</param>
    private sealed record Load(double PerSecond, double Half, double Slowest)
    {
        public static Load MedianOf(IReadOnlyList<Load> loads) =>
            new(
                Median(loads.Select(load => load.PerSecond)),
                Median(loads.Select(load => load.Half)),
                Median(loads.Select(load => load.Slowest))
            );

        private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
    }
}
