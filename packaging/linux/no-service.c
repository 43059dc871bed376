/* Stands in for libpcsclite.so.1 on a computer without it, so that Inkan starts there and can say what is missing: every
 * question is answered with "the smart card service is not running". Without the library there is no service
 * either. Only the tar carries it; the launcher uses it where the system has no library of that name. */

/* SCARD_E_NO_SERVICE; a DWORD and a LONG of pcsc-lite are `long`. */
#define NO_SERVICE ((long)0x8010001D)

#define ANSWERS(name) \
    long name(void);  \
    long name(void) { return NO_SERVICE; }

ANSWERS(SCardBeginTransaction)
ANSWERS(SCardCancel)
ANSWERS(SCardConnect)
ANSWERS(SCardControl)
ANSWERS(SCardDisconnect)
ANSWERS(SCardEndTransaction)
ANSWERS(SCardEstablishContext)
ANSWERS(SCardFreeMemory)
ANSWERS(SCardGetAttrib)
ANSWERS(SCardGetStatusChange)
ANSWERS(SCardIsValidContext)
ANSWERS(SCardListReaderGroups)
ANSWERS(SCardListReaders)
ANSWERS(SCardReconnect)
ANSWERS(SCardReleaseContext)
ANSWERS(SCardSetAttrib)
ANSWERS(SCardStatus)
ANSWERS(SCardTransmit)

typedef struct {
    unsigned long protocol, length;
} request;

const request g_rgSCardT0Pci = {1, sizeof(request)};
const request g_rgSCardT1Pci = {2, sizeof(request)};
const request g_rgSCardRawPci = {4, sizeof(request)};
