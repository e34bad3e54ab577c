namespace Sweetspot.Core;

/// <summary>A fault of the world or of the user's input, with a message fit to show. Our own bugs are other exceptions.</summary>
public class SweetspotException : Exception
{
    /// <summary>Makes one with its message.</summary>
    public SweetspotException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with its message and cause.</summary>
    public SweetspotException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
