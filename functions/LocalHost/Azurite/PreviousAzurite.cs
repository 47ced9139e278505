using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace BudgetWatch.LocalHost.Azurite;

/// <summary>The emulator of an app that has just ended: it may still be writing to the data folder the next one is about to read.</summary>
internal static class PreviousAzurite
{
    private sealed record Guard(int Port, string Token);

    public static async Task WaitForEndAsync(string guardFile, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (Read(guardFile) is not { } guard)
            return;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, guard.Port, timeout.Token);
            using var reader = new StreamReader(client.GetStream());
            if (await reader.ReadLineAsync(timeout.Token) != guard.Token)
                return;
            await reader.ReadToEndAsync(timeout.Token);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // No answer, or a broken connection: it has ended.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HostStartException(
                $"The storage emulator of an earlier run has not ended within {limit.TotalSeconds:0} seconds. Wait a little and run again, or keep data elsewhere with --data DIR."
            );
        }
    }

    private static Guard? Read(string guardFile)
    {
        try
        {
            return JsonSerializer.Deserialize<Guard>(File.ReadAllText(guardFile), JsonSerializerOptions.Web) is { Token: not null } guard
                ? guard
                : null;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }
}
