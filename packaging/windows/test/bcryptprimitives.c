/* For the tests only: Wine 8 has no bcryptprimitives.dll, in which Rust's standard library looks for
 * random numbers. Windows has it, and this is not shipped. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length); /* RtlGenRandom of advapi32 */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return SystemFunction036(data, (ULONG)length);
}
