using System.Globalization;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Reads the body of a success whole, within the attempt, up to what the request allows: as it comes, decompressed, whatever its headers
/// say of its length. Bodies of anything else are not read.
/// </summary>
internal sealed class BoundedResponse : DelegatingHandler
{
    /// <summary>How many bytes the body may have.</summary>
    public static readonly HttpRequestOptionsKey<int> Limit = new("BudgetWatch.Limit");

    private const int Step = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var body = response.Content;
            response.Content = new ByteArrayContent([]);
            if (response.IsSuccessStatusCode)
                response.Content = await ReadAsync(body, Allowed(request), cancellationToken);
            body.Dispose();
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<ByteArrayContent> ReadAsync(HttpContent body, int limit, CancellationToken cancellation)
    {
        if (body.Headers.ContentLength > limit)
            throw TooLarge(limit, string.Create(CultureInfo.InvariantCulture, $"{body.Headers.ContentLength:N0} bytes"));
        await using var stream = await body.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream((int)(body.Headers.ContentLength ?? 0));
        var step = new byte[Step];
        while (await stream.ReadAsync(step, cancellation) is var count and > 0)
        {
            if (bytes.Length + count > limit)
                throw TooLarge(limit, "more");
            bytes.Write(step, 0, count);
        }

        var content = new ByteArrayContent(bytes.GetBuffer(), 0, (int)bytes.Length);
        content.Headers.LastModified = body.Headers.LastModified;
        return content;
    }

    private static int Allowed(HttpRequestMessage request) =>
        request.Options.TryGetValue(Limit, out var limit) ? limit : throw new InvalidOperationException("The request has no limit.");

    private static RefusedResponseException TooLarge(int limit, string found) =>
        new(new NotTaken(string.Create(CultureInfo.InvariantCulture, $"at most {limit:N0} bytes"), found));
}
