namespace Sweetspot.Core;

/// <summary>Where a number comes from. Values of different origins are never compared as equals.</summary>
/// <param name="Kind">How it was obtained.</param>
/// <param name="Detail">Engine, formula, device, threads or schedule; empty where nothing needs saying.</param>
public readonly record struct Origin(OriginKind Kind, string Detail)
{
    /// <summary>For example <c>measured (TorchSharp 0.107.0, 1 thread)</c>.</summary>
    public override string ToString()
    {
        var kind = Kind.ToString().ToLowerInvariant();
        return string.IsNullOrEmpty(Detail) ? kind : $"{kind} ({Detail})";
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not an origin.</exception>
    public static Origin Parse(string text)
    {
        var (kind, detail) = text.Split(" (", 2) is [var head, var tail] ? (head, tail[..^1]) : (text, "");
        return Enum.TryParse<OriginKind>(kind, ignoreCase: true, out var parsed)
            ? new Origin(parsed, detail)
            : throw new FormatException($"\"{text}\" is not an origin");
    }
}
