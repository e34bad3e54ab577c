namespace Sweetspot.Training;

/// <summary>Cuts a text, as it is, into the runs inside which byte-pair encoding merges: joined, they are the text again.</summary>
internal static class StreamPieces
{
    private const int LongestRun = 24;

    /// <summary>Runs of letters and digits, of ideographs, of signs, each with the one space before it; other runs of white space by themselves.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var (start, at, length) = (0, 0, 0);
        TextUnits.Kind? kind = null; // null: nothing but one space so far
        foreach (var rune in text.EnumerateRunes())
        {
            var next = TextUnits.KindOf(rune);
            var isJoined = length == 0 || (length < LongestRun && (kind == next || (kind == TextUnits.Kind.Space && IsOneSpace(text, start, at))));
            if (!isJoined && kind == TextUnits.Kind.Space && next != TextUnits.Kind.Space && text[at - 1] == ' ')
            {
                yield return text[start..(at - 1)];
                (start, length) = (at - 1, 1);
            }
            else if (!isJoined)
            {
                yield return text[start..at];
                (start, length) = (at, 0);
            }

            (kind, length, at) = (next, length + 1, at + rune.Utf16SequenceLength);
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private static bool IsOneSpace(string text, int start, int end) => end == start + 1 && text[start] == ' ';
}
