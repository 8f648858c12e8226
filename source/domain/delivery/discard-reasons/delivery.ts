import { t } from '../../text.ts';
import { lost, type ReasonTable, retried, unstated } from './row.ts';

const badRequest = lost(
  t`Bad request`,
  t`The destination found a field of the request invalid.`,
  t`Read the response; words about tokens or credentials in it mean expired access, not bad data.`,
);
const timedOut = retried(
  t`No answer in time`,
  t`The destination did not answer before the time limit.`,
  t`Check the partner's status page; wait, or contact the partner.`,
);
const refusedConnection = retried(
  t`Connection refused`,
  t`Nothing at the destination's address accepts connections.`,
  t`Check host and port in the settings, and firewalls on the partner's side.`,
);

/** Failed delivery: answers of the partner and failures to reach it (rules 53, 79). */
export const deliveryReasons: ReasonTable = {
  INVALID_SETTINGS: lost(
    t`Invalid settings`,
    t`The destination's configuration in Segment cannot be used.`,
    t`Correct the destination's settings.`,
  ),
  UNSUPPORTED_EVENT_TYPE: lost(
    t`Unsupported event type`,
    t`The destination has no call for events of this type.`,
    t`Filter the type out, or send one that the destination supports.`,
  ),
  MESSAGE_REJECTED: lost(
    t`Field missing or wrong`,
    t`A field that the destination requires is missing or has the wrong type.`,
    t`Correct the event or its mapping.`,
  ),
  '400': badRequest,
  BAD_REQUEST: badRequest,
  '401': lost(
    t`Credentials refused`,
    t`The destination does not accept the credentials: they are wrong or have expired.`,
    t`Sign in again at the partner and update the destination's settings.`,
  ),
  '403': lost(
    t`Access denied`,
    t`The credentials are known but no longer allowed to do this.`,
    t`Have the rights restored at the partner, then sign in again.`,
  ),
  '404': unstated(
    t`Not found`,
    t`The resource that the request names is missing at the partner, was moved or is misspelt.`,
    t`Check ids and addresses in the destination's settings.`,
  ),
  '408': timedOut,
  '413': lost(
    t`Payload too large`,
    t`The request is larger than the destination accepts.`,
    t`Send smaller events or smaller batches.`,
  ),
  '429': retried(
    t`Rate limited`,
    t`The destination receives more requests than it allows; one such answer marks every event of its batch.`,
    t`Have the partner's limit raised, batch, or avoid bursts.`,
  ),
  '307': retried(
    t`Redirected`,
    t`The destination points to another address, which Segment follows.`,
    t`Set the new address if the partner has moved for good.`,
  ),
  '500': retried(
    t`Partner error`,
    t`The destination failed inside while taking the event.`,
    t`Check the partner's status page; contact the partner if it goes on.`,
  ),
  '502': retried(
    t`Bad gateway`,
    t`A gateway in front of the destination got no usable answer.`,
    t`Check the partner's status page and wait.`,
  ),
  '503': retried(
    t`Unavailable`,
    t`The destination is overloaded or under maintenance.`,
    t`Check the partner's status page and wait.`,
  ),
  '504': retried(
    t`Gateway timeout`,
    t`A gateway in front of the destination waited too long for it.`,
    t`Check the partner's status page and wait.`,
  ),
  RETRY: retried(
    t`Asked to retry`,
    t`The destination or function asked for the event to be sent again.`,
    t`Wait; read the function's logs if it goes on.`,
  ),
  INTERNAL: retried(
    t`Internal error`,
    t`Segment failed inside while sending the event.`,
    t`Wait; tell Segment support if it goes on.`,
  ),
  ENOTFOUND: retried(
    t`Unknown host`,
    t`The destination's host name does not exist.`,
    t`Check the address in the settings and in the request.`,
  ),
  EAI_AGAIN: retried(
    t`Name lookup failed`,
    t`The destination's host name could not be looked up just now.`,
    t`Check the domain's name servers.`,
  ),
  EREFUSED: refusedConnection,
  ECONNREFUSED: refusedConnection,
  ECONNRESET: retried(
    t`Connection reset`,
    t`The destination closed the connection in the middle of the request.`,
    t`Contact the partner if it goes on.`,
  ),
  ECONNABORTED: retried(
    t`Connection aborted`,
    t`The connection to the destination broke off before an answer came.`,
    t`Contact the partner if it goes on.`,
  ),
  EHOSTUNREACH: retried(
    t`Host unreachable`,
    t`There is no network route to the destination's host.`,
    t`Check the host in the settings and whether it is public.`,
  ),
  ETIMEDOUT: timedOut,
};
